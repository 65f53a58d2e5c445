namespace KubeSharp.Storage;

/// <summary>One change of one key.</summary>
public sealed class KeyEvent(KeyEventType type, KeyValue current, KeyValue? previous)
{
    public KeyEventType Type { get; } = type;

    /// <summary>
    /// The state after the change. For a deletion only the key and <see cref="KeyValue.ModRevision"/>, the revision of the deletion, are set.
    /// </summary>
    public KeyValue Current { get; } = current;

    /// <summary>The state before the change; null if the key did not exist; not to be relied on unless asked for.</summary>
    public KeyValue? Previous { get; } = previous;

    public string Key => Current.Key;

    public long Revision => Current.ModRevision;

    public override string ToString() => $"{Type} {Key}@{Revision}";
}
