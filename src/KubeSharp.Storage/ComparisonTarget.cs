namespace KubeSharp.Storage;

/// <summary>Which number of a key a comparison looks at.</summary>
public enum ComparisonTarget
{
    ModRevision,
    CreateRevision,
    Version,
    Lease,
}
