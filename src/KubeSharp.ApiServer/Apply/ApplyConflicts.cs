using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Says who owns what an apply would have changed.</summary>
internal static class ApplyConflicts
{
    /// <param name="others">Everybody but the applier.</param>
    /// <param name="changes">What the apply would do.</param>
    /// <param name="allowed">Fields that may be taken over.</param>
    /// <exception cref="ApiException">409: others own fields that the configuration would change.</exception>
    public static void Check(IEnumerable<Manager> others, FieldChanges changes, FieldSet allowed)
    {
        var conflicts = new List<(Manager Manager, FieldSet Fields)>();
        foreach (var manager in others)
        {
            if (changes.In(manager.ApiVersion) is { } change)
            {
                var fields = manager.Fields.Intersect(change.Changed).Except(allowed);
                if (!fields.IsEmpty)
                {
                    conflicts.Add((manager, fields));
                }
            }
        }

        if (conflicts.Count > 0)
        {
            throw Error(conflicts);
        }
    }

    private static ApiException Error(IReadOnlyList<(Manager Manager, FieldSet Fields)> conflicts)
    {
        var all = conflicts
            .SelectMany(conflict => conflict.Fields.Paths().Select(path => (Manager: conflict.Manager.ToString(), Path: path)))
            .ToList();
        ApiList<StatusCause> causes =
        [
            .. all.Select(conflict => new StatusCause { Type = "FieldManagerConflict", Message = "conflict with " + conflict.Manager, Field = conflict.Path }),
        ];
        var message = $"Apply failed with {all.Count} conflict{(all.Count == 1 ? "" : "s")}: {Describe(all)}";
        return ApiErrors.ApplyConflict(causes, message);
    }

    private static string Describe(List<(string Manager, string Path)> conflicts)
    {
        if (conflicts is [var only])
        {
            return $"conflict with {only.Manager}: {only.Path}";
        }

        var text = new StringBuilder();
        foreach (var group in conflicts.GroupBy(conflict => conflict.Manager).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("conflicts with ").Append(group.Key).Append(':');
            foreach (var (_, path) in group)
            {
                text.Append("\n- ").Append(path);
            }
        }

        return text.ToString();
    }
}
