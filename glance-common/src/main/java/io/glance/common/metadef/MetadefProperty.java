package io.glance.common.metadef;

/**
 * The definition of a property of a namespace.
 *
 * @param schema JSON text: type, title and whatever else is known of its values
 */
public record MetadefProperty(String name, String schema) {}
