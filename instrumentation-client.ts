import { surviveTranslators } from "./components/ui/translated-pages";

// Runs in every browser before React takes the page over.
surviveTranslators(Node);
