namespace KubeSharp.ApiServer.Features;

/// <summary>
/// --feature-gates, with upstream's names. Those that are constants here switch something; the others are known, so that one command line
/// does for all components, and change nothing.
/// </summary>
public sealed class FeatureGates
{
    /// <summary>KEP-5284.</summary>
    public const string ConstrainedImpersonation = "ConstrainedImpersonation";

    /// <summary>KEP-5328; without it nobody looks at what nodes declare.</summary>
    public const string NodeDeclaredFeatures = "NodeDeclaredFeatures";

    /// <summary>KEP-4742; without it bound pods do not get the zone of their node.</summary>
    public const string PodTopologyLabelsAdmission = "PodTopologyLabelsAdmission";

    private const string AllAlpha = "AllAlpha";
    private const string AllBeta = "AllBeta";

    private readonly IReadOnlyDictionary<string, bool> _set;

    private FeatureGates(IReadOnlyDictionary<string, bool> set) => _set = set;

    public static FeatureGates Default { get; } = new(new Dictionary<string, bool>());

    /// <param name="set">The gates that are not left as they are, AllAlpha and AllBeta among them.</param>
    /// <exception cref="ArgumentException">A gate is unknown, or cannot be set so.</exception>
    public static FeatureGates Of(IReadOnlyDictionary<string, bool> set)
    {
        foreach (var (name, value) in set)
        {
            if (name is AllAlpha or AllBeta)
            {
                continue;
            }

            if (!KnownFeatures.All.TryGetValue(name, out var known))
            {
                throw new ArgumentException($"unrecognized feature gate: {name}");
            }

            if (known.IsLocked && value != known.Default)
            {
                throw new ArgumentException(
                    $"cannot set feature gate {name} to {(value ? "true" : "false")}, feature is locked to {(known.Default ? "true" : "false")}");
            }
        }

        return new FeatureGates(set);
    }

    public bool IsOn(string name)
    {
        if (_set.TryGetValue(name, out var value))
        {
            return value;
        }

        var known = KnownFeatures.All[name];
        return !known.IsLocked && _set.TryGetValue(known.IsAlpha ? AllAlpha : AllBeta, out value) ? value : known.Default;
    }
}
