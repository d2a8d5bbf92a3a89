@NullMarked
package io.millwright.sandbox.store;

import org.jspecify.annotations.NullMarked;
