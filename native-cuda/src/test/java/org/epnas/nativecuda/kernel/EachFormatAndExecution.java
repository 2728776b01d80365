package org.epnas.nativecuda.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that runs a kernel in every {@link Format} and {@link Execution}, its arguments. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("org.epnas.nativecuda.kernel.KernelCases#formatsAndExecutions")
@interface EachFormatAndExecution {}
