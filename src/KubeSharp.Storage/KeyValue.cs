namespace KubeSharp.Storage;

/// <summary>One version of one key.</summary>
/// <param name="key">The key; the same instance is used by everyone who holds this key.</param>
/// <param name="value">The value; shared, never changed. Empty where only keys were asked for.</param>
/// <param name="createRevision">The revision that created the key in its present life.</param>
/// <param name="modRevision">The revision of this version.</param>
/// <param name="version">1 for the creation, one more with each change.</param>
/// <param name="lease">The lease whose end deletes the key; 0 for none.</param>
public sealed class KeyValue(string key, ReadOnlyMemory<byte> value, long createRevision, long modRevision, long version, long lease)
{
    public string Key { get; } = key;

    public ReadOnlyMemory<byte> Value { get; } = value;

    public long CreateRevision { get; } = createRevision;

    public long ModRevision { get; } = modRevision;

    public long Version { get; } = version;

    public long Lease { get; } = lease;

    public override string ToString() => $"{Key}@{ModRevision} (version {Version}, created {CreateRevision}, {Value.Length} bytes)";
}
