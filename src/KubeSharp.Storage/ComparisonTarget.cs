namespace KubeSharp.Storage;

/// <summary>Which number of a key, or whether its value, a comparison looks at.</summary>
public enum ComparisonTarget
{
    ModRevision,
    CreateRevision,
    Version,
    Lease,
    Value,
}
