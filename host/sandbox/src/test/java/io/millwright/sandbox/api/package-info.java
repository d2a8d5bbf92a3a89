@NullMarked
package io.millwright.sandbox.api;

import org.jspecify.annotations.NullMarked;
