package io.millwright.app.page;

import io.millwright.tui.Next;

/** A page that asks each cluster for itself, and may be open before the kubeconfig says which there are. */
interface ClustersPage extends Page {
    @Override
    default Next<Model> answered(DeskMsg msg, Model model) {
        return msg instanceof DeskMsg.ClustersRead ? load(model) : Next.of(model);
    }
}
