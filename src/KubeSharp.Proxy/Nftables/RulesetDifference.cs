using System.Text;

namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// Writes the step from one ruleset to the next as one transaction for <c>nft -f</c>. Its order keeps every
/// statement valid: declare, fill chains, swap elements, and only then remove what nothing points at any more.
/// </summary>
internal static class RulesetDifference
{
    /// <summary>"" if nothing changed.</summary>
    public static string Render(string table, Ruleset from, Ruleset to)
    {
        var script = new StringBuilder();
        foreach (var (name, declaration) in to.Sets)
        {
            if (!from.Sets.ContainsKey(name))
            {
                script.Append("add set ").Append(table).Append(' ').Append(name).Append(' ').AppendLine(declaration);
            }
        }

        foreach (var chain in to.Chains.Keys.Where(chain => !from.Chains.ContainsKey(chain)))
        {
            script.AppendLine($"add chain {table} {chain}");
        }

        foreach (var (chain, rules) in to.Chains)
        {
            if (from.Chains.TryGetValue(chain, out var old))
            {
                if (old.SequenceEqual(rules))
                {
                    continue;
                }

                script.AppendLine($"flush chain {table} {chain}");
            }

            foreach (var rule in rules)
            {
                script.AppendLine($"add rule {table} {chain} {rule}");
            }
        }

        SwapElements(script, table, from, to);
        string[] goneChains = [.. from.Chains.Keys.Where(chain => !to.Chains.ContainsKey(chain))];
        foreach (var chain in goneChains)
        {
            script.AppendLine($"flush chain {table} {chain}");
        }

        foreach (var chain in goneChains)
        {
            script.AppendLine($"delete chain {table} {chain}");
        }

        foreach (var set in from.Sets.Keys.Where(set => !to.Sets.ContainsKey(set)))
        {
            script.AppendLine($"delete set {table} {set}");
        }

        return script.ToString();
    }

    private static void SwapElements(StringBuilder script, string table, Ruleset from, Ruleset to)
    {
        foreach (var (element, verdict) in from.Elements)
        {
            if (!to.Elements.TryGetValue(element, out var next) || next != verdict)
            {
                script.AppendLine($"delete element {table} {element.Map} {{ {element.Key} }}");
            }
        }

        foreach (var (element, verdict) in to.Elements)
        {
            if (!from.Elements.TryGetValue(element, out var old) || old != verdict)
            {
                script.AppendLine($"add element {table} {element.Map} {{ {element.Key}{(verdict.Length == 0 ? "" : " : " + verdict)} }}");
            }
        }
    }
}
