/** Tests of a tool in the sandbox, with the real engine and the real client. */
@NullMarked
package io.millwright.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
