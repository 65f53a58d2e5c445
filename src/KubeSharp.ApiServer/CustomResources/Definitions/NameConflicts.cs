using System.Collections.Concurrent;
using KubeSharp.Api.Apiextensions.V1;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>
/// Within a group every plural, singular, short name and kind belongs to one definition: to the first that asked for it, until that goes.
/// </summary>
internal sealed class NameConflicts
{
    private readonly ConcurrentDictionary<string, Names> _accepted = new(StringComparer.Ordinal);

    /// <summary>Takes note of the names that a definition has.</summary>
    public void Note(CustomResourceDefinition definition) =>
        _accepted[definition.Metadata.Name] = new Names(definition.Spec.Group, definition.Status.AcceptedNames);

    /// <summary>The definition is gone. Those of the same group may now get its names.</summary>
    public IEnumerable<string> Release(string name)
    {
        if (!_accepted.TryRemove(name, out var released))
        {
            return [];
        }

        return [.. _accepted.Where(other => other.Value.Group == released.Group).Select(other => other.Key)];
    }

    /// <summary>The names that the definition may have: those it has already where others have what it asks for. The last conflict is told.</summary>
    public (CustomResourceDefinitionNames Accepted, NameConflict? Conflict) Resolve(CustomResourceDefinition definition)
    {
        var (resources, kinds) = Taken(definition);
        var (wanted, accepted) = (definition.Spec.Names, definition.Status.AcceptedNames);
        NameConflict? conflict = null;
        accepted = accepted with
        {
            Plural = Choose(wanted.Plural, accepted.Plural, resources, "PluralConflict"),
            Singular = Choose(wanted.Singular, accepted.Singular, resources, "SingularConflict"),
        };
        if (wanted.ShortNames.FirstOrDefault(name => !accepted.ShortNames.Contains(name) && resources.Contains(name)) is { } taken)
        {
            conflict = InUse("ShortNamesConflict", taken);
        }
        else
        {
            accepted = accepted with { ShortNames = wanted.ShortNames };
        }

        accepted = accepted with
        {
            Kind = Choose(wanted.Kind, accepted.Kind, kinds, "KindConflict"),
            ListKind = Choose(wanted.ListKind, accepted.ListKind, kinds, "ListKindConflict"),
            Categories = wanted.Categories,
        };
        return (accepted, conflict);

        string Choose(string name, string had, HashSet<string> others, string reason)
        {
            if (name == had || !others.Contains(name))
            {
                return name;
            }

            conflict = InUse(reason, name);
            return had;
        }
    }

    private static NameConflict InUse(string reason, string name) => new(reason, $"\"{name}\" is already in use");

    private (HashSet<string> Resources, HashSet<string> Kinds) Taken(CustomResourceDefinition definition)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, (group, names)) in _accepted)
        {
            if (group == definition.Spec.Group && name != definition.Metadata.Name)
            {
                resources.Add(names.Plural);
                resources.Add(names.Singular);
                resources.UnionWith(names.ShortNames);
                kinds.Add(names.Kind);
                kinds.Add(names.ListKind);
            }
        }

        resources.Remove("");
        kinds.Remove("");
        return (resources, kinds);
    }

    private sealed record Names(string Group, CustomResourceDefinitionNames Accepted);
}
