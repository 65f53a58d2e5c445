namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// The variable part of the table: chains with their rules, sets, and the elements of the fixed maps and sets. Two rulesets are compared
/// to get the next transaction.
/// </summary>
internal sealed class Ruleset
{
    /// <summary>Rules in order, by chain.</summary>
    public Dictionary<string, IReadOnlyList<string>> Chains { get; } = [];

    /// <summary>Declarations of the sets that belong to one service (client affinity), by name.</summary>
    public Dictionary<string, string> Sets { get; } = [];

    /// <summary>Verdicts by (map, key). A set's element has the verdict "".</summary>
    public Dictionary<(string Map, string Key), string> Elements { get; } = [];

    public void Merge(Ruleset other)
    {
        foreach (var (chain, rules) in other.Chains)
        {
            Chains[chain] = rules;
        }

        foreach (var (set, declaration) in other.Sets)
        {
            Sets[set] = declaration;
        }

        foreach (var (element, verdict) in other.Elements)
        {
            Elements[element] = verdict;
        }
    }
}
