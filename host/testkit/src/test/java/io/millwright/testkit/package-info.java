@NullMarked
package io.millwright.testkit;

import org.jspecify.annotations.NullMarked;
