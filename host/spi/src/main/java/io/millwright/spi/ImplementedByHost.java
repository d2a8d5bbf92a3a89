package io.millwright.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** The host implements this type and hands it to plugins: it may grow. */
@Documented
@Target(ElementType.TYPE)
public @interface ImplementedByHost {}
