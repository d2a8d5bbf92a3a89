/** Tests of a tool with the real engine and the real client: in the sandbox, or with its simulator on a real API server. */
@NullMarked
package io.millwright.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
