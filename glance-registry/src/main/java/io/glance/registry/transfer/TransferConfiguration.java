package io.glance.registry.transfer;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import(TransfersController.class)
public class TransferConfiguration {}
