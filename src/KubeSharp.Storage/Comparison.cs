namespace KubeSharp.Storage;

/// <summary>A condition of a transaction. All numbers of a key that does not exist are 0.</summary>
public readonly record struct Comparison(string Key, ComparisonTarget Target, ComparisonOperator Operator, long Number)
{
    /// <summary>What a key's value is compared with, byte by byte. A key that does not exist has no value that any comparison holds for.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>Where a range of keys ends that all have to fulfil the condition, as <see cref="KeyRange.End"/>; null for the one key.</summary>
    public string? RangeEnd { get; init; }

    public KeyRange Range => RangeEnd is null ? KeyRange.Single(Key) : KeyRange.Between(Key, RangeEnd);

    /// <summary>The key is at this revision; 0: it does not exist.</summary>
    public static Comparison ModRevisionIs(string key, long revision) =>
        new(key, ComparisonTarget.ModRevision, ComparisonOperator.Equal, revision);
}
