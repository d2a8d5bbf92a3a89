package io.millwright.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Plugins implement this type: it may gain default methods only. */
@Documented
@Target(ElementType.TYPE)
public @interface ImplementedByPlugin {}
