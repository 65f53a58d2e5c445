namespace KubeSharp.Storage.Collections;

/// <summary>The right half of a node that overflowed and the smallest key that belongs into it; default if it did not.</summary>
internal readonly record struct Split<T>(string Key, Node<T> Right);
