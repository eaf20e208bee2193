package io.glance.common.registryapi;

/**
 * The process that holds a transfer.
 *
 * @param node name of a glance-api that survives its restarts, as {@code host:port}
 * @param process unlike for every start
 */
public record Holder(String node, String process) {}
