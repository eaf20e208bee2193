package io.glance.common.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The original was asked the same and answered what the test expects. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface VerifiedAgainstGlance {

  /** Of the original, as {@code 33}; several if they agree. */
  String[] value();
}
