@NullMarked
package io.millwright.kafka;

import org.jspecify.annotations.NullMarked;
