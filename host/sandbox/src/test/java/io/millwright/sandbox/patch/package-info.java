@NullMarked
package io.millwright.sandbox.patch;

import org.jspecify.annotations.NullMarked;
