@NullMarked
package io.millwright.sandbox.table;

import org.jspecify.annotations.NullMarked;
