@NullMarked
package io.millwright.sandbox.schema;

import org.jspecify.annotations.NullMarked;
