namespace KubeSharp.Storage;

/// <summary>What to read.</summary>
public sealed record RangeRequest(KeyRange Range)
{
    /// <summary>The most keys to return; 0 means all.</summary>
    public long Limit { get; init; }

    /// <summary>The revision to read at; 0 means the current one.</summary>
    public long Revision { get; init; }

    /// <summary>Leaves <see cref="KeyValue.Value"/> empty.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>Returns only <see cref="RangeResult.Count"/>.</summary>
    public bool CountOnly { get; init; }
}
