package io.millwright.engine.run;

import io.millwright.engine.check.Difference;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts before-images back and looks whether they are. What somebody else has changed since is left as it is, and said. Every method gives
 * what could not be undone, in words; nothing means that everything is as it was.
 */
final class Restoration {
    private final ClusterConnection cluster;
    private final Proof proof;

    Restoration(ClusterConnection cluster, Proof proof) {
        this.cluster = cluster;
        this.proof = proof;
    }

    /**
     * Puts the images of one step back, last first.
     *
     * @param made the UIDs of the objects that the step wrote, by how they are displayed
     */
    List<String> restore(List<BeforeImages.Image> images, Map<String, String> made, Duration limit) {
        List<String> left = new ArrayList<>();
        for (BeforeImages.Image image : images.reversed()) {
            if (image.existed()) {
                putBack(image, left);
            } else {
                delete(image.ref(), Optional.ofNullable(made.get(image.ref().display())), limit, left);
            }
        }
        return left;
    }

    /**
     * Why the images of a step can't be put back any more; nothing is changed.
     *
     * @param undone the cluster as it would be after the later steps were taken back; and after this one
     */
    static List<String> drift(List<BeforeImages.Image> images, Map<String, String> made, AsUndone undone) {
        List<String> drifted = new ArrayList<>();
        for (BeforeImages.Image image : images.reversed()) {
            ObjectRef ref = image.ref().anyIncarnation();
            Optional<Resource> there = undone.get(ref);
            Optional<String> uid = Optional.ofNullable(made.get(image.ref().display()));
            Optional<String> why =
                    image.existed() ? moved(image, ref, there) : there.flatMap(l -> otherThanMade(ref, uid, l));
            why.ifPresentOrElse(drifted::add, () -> undone.back(image));
        }
        return drifted;
    }

    private static Optional<String> otherThanMade(ObjectRef ref, Optional<String> uid, Resource live) {
        if (uid.isEmpty()) {
            return Optional.of(ref.display() + " is there, but whether this run made it isn't known");
        }
        return uid.get().equals(live.uid())
                ? Optional.empty()
                : Optional.of(ref.display() + " is another object than the one this run made");
    }

    /** Why the former values aren't put back: the object is another one, or somebody else has changed them. */
    private static Optional<String> moved(BeforeImages.Image image, ObjectRef ref, Optional<Resource> live) {
        if (image.patch().isEmpty() && image.removals().isEmpty()) {
            return Optional.empty();
        }
        if (live.isEmpty() || !image.ref().uid().equals(Optional.of(live.get().uid()))) {
            return Optional.of(ref.display() + " is not the object any more that was changed");
        }
        return isBack(image, live.get())
                ? Optional.empty()
                : changedByOthers(image, live.get())
                        .map(o -> ref.display() + " was changed since by somebody else: " + o);
    }

    private void delete(ObjectRef ref, Optional<String> uid, Duration limit, List<String> left) {
        Optional<Resource> live = cluster.view().get(ref);
        if (live.isEmpty()) {
            return;
        }
        Optional<String> other = otherThanMade(ref, uid, live.get());
        if (other.isPresent()) {
            left.add(other.get());
            return;
        }
        ObjectRef ours = new ObjectRef(ref.kind(), ref.namespace(), ref.name(), uid);
        cluster.writer().delete(ours, Action.Propagation.BACKGROUND, Mode.REAL);
        CheckResult gone = proof.await(new Check.Absent(ours), limit, seen -> {});
        if (!gone.holds()) {
            left.add("deleted, but " + gone.message());
        }
    }

    private void putBack(BeforeImages.Image image, List<String> left) {
        ObjectRef ref = image.ref().anyIncarnation();
        image.withheld()
                .forEach(
                        w -> left.add(ref.display() + " " + w + ": its former value is a secret, which is not stored"));
        if (image.patch().isEmpty() && image.removals().isEmpty()) {
            return;
        }
        Optional<Resource> live = cluster.view().get(ref);
        Optional<String> moved = moved(image, ref, live);
        if (moved.isPresent()) {
            left.add(moved.get());
            return;
        }
        if (live.isEmpty() || isBack(image, live.get())) {
            return;
        }
        // Bound to what was just read: a change in between is refused by the server, not overwritten.
        cluster.writer()
                .patch(
                        ref,
                        image.patch(),
                        image.removals(),
                        image.subresource(),
                        Optional.of(live.get().resourceVersion()),
                        Mode.REAL);
        if (cluster.view().get(ref).filter(now -> isBack(image, now)).isEmpty()) {
            left.add(ref.display() + " did not take its former values back");
        }
    }

    private static Optional<String> changedByOthers(BeforeImages.Image image, Resource live) {
        return Difference.first(image.set(), live.content())
                .or(() -> image.taken().stream()
                        .filter(p -> live.at(BeforeImages.words(p)).isPresent())
                        .map(p -> p + " is set again")
                        .findFirst());
    }

    private static boolean isBack(BeforeImages.Image image, Resource live) {
        return contains(live.content(), image.patch())
                && image.removals().stream()
                        .noneMatch(p -> live.at(BeforeImages.words(p)).isPresent());
    }

    private static boolean contains(Map<?, ?> live, Map<?, ?> former) {
        return former.entrySet().stream().allMatch(e -> {
            Object there = live.get(e.getKey());
            return e.getValue() instanceof Map<?, ?> f && there instanceof Map<?, ?> t
                    ? contains(t, f)
                    : there != null && BeforeImages.same(there, Objects.requireNonNull(e.getValue()));
        });
    }
}
