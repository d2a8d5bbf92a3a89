/**
 * The terminal runtime: Model-Update-View, one loop thread, effects as values. Knows nothing of Kubernetes.
 *
 * <p>An {@link io.millwright.tui.App} holds no state; {@link io.millwright.tui.Program} does. State and messages are
 * records, {@code update} and {@code view} are pure, and whatever touches the outside is an
 * {@link io.millwright.tui.Effect} that an {@link io.millwright.tui.EffectRunner} performs on another thread.
 */
@NullMarked
package io.millwright.tui;

import org.jspecify.annotations.NullMarked;
