namespace KubeSharp.Cel;

/// <summary>Upstream's limits of cost.</summary>
public static class CelLimits
{
    /// <summary>Of one evaluation.</summary>
    public const ulong PerCall = 1_000_000;

    /// <summary>Of all rules of an object, or of all expressions of a policy, together.</summary>
    public const long PerObject = 10_000_000;

    /// <summary>Of the match conditions of one webhook or policy.</summary>
    public const long MatchConditions = PerObject / 4;

    /// <summary>Estimated, of one rule of a custom resource.</summary>
    public const ulong EstimatedPerRule = 10_000_000;

    /// <summary>Estimated, of all rules of a version of a custom resource.</summary>
    public const ulong EstimatedPerSchema = 100_000_000;

    /// <summary>The largest body of a request, which bounds what has no bound of its own.</summary>
    public const long RequestBytes = 3 * 1024 * 1024;
}
