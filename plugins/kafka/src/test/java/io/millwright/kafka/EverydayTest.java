package io.millwright.kafka;

import io.millwright.testkit.sandbox.Place;

/** In the sandbox. */
final class EverydayTest extends EverydayRunbooks {
    @Override
    Place bring() {
        return new KafkaTown("healthy");
    }
}
