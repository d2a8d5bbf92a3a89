/** The objects of one simulated cluster: kinds, admission, versions, history, deletion. No HTTP here. */
@NullMarked
package io.millwright.sandbox.store;

import org.jspecify.annotations.NullMarked;
