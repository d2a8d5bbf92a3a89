@NullMarked
package io.millwright.sandbox.conformance;

import org.jspecify.annotations.NullMarked;
