using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Coordination;

/// <summary>How the holder of a lease is chosen among its candidates.</summary>
internal static class CoordinationStrategies
{
    public const string OldestEmulationVersion = "OldestEmulationVersion";

    /// <summary>A qualified name with a prefix; without one it must be known.</summary>
    public static void Check(ErrorList errors, FieldPath path, string strategy)
    {
        var slash = strategy.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            if (strategy != OldestEmulationVersion)
            {
                errors.NotSupportedText(path, strategy, OldestEmulationVersion);
            }

            return;
        }

        NameChecks.QualifiedName(errors, path, null, strategy);
        if (strategy[..slash] is var domain && (domain == "kubernetes.io" || domain.EndsWith(".kubernetes.io", StringComparison.Ordinal)))
        {
            errors.InvalidText(path, strategy, "\"kubernetes.io/*\" is reserved for internal use");
        }
    }
}
