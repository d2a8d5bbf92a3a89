/** Rows of any kind as the API server prints them, read as a stream and kept small. Knows no connection and no screen. */
@NullMarked
package io.millwright.kube.rows;

import org.jspecify.annotations.NullMarked;
