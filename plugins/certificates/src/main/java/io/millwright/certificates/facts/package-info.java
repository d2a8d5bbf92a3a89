/** What cert-manager's objects mean: kinds, conditions, certificates and releases. */
@NullMarked
package io.millwright.certificates.facts;

import org.jspecify.annotations.NullMarked;
