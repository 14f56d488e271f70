package io.curia.cluster;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of which a server has one. Whoever injects it gets the object itself and no proxy, for every request passes through
 * many of them; so it must be safe for use by any thread, and parts must not need each other in a circle.
 */
@Documented
@Singleton
@Stereotype
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Part {}
