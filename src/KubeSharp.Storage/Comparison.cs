namespace KubeSharp.Storage;

/// <summary>A condition of a transaction. All numbers of a key that does not exist are 0.</summary>
public readonly record struct Comparison(string Key, ComparisonTarget Target, ComparisonOperator Operator, long Number)
{
    /// <summary>The key is at this revision; 0: it does not exist.</summary>
    public static Comparison ModRevisionIs(string key, long revision) =>
        new(key, ComparisonTarget.ModRevision, ComparisonOperator.Equal, revision);
}
