using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>The selectors of a list, watch or deletecollection. Null where everything matches.</summary>
internal sealed class EntryFilter
{
    private readonly ParsedLabels? _labels;
    private readonly FieldSelector? _fields;

    private EntryFilter(ParsedLabels? labels, FieldSelector? fields) => (_labels, _fields) = (labels, fields);

    /// <summary>The only name that can match, by an exact match of metadata.name; null if there is none.</summary>
    public string? Name => _fields?.ExactValue("metadata.name");

    /// <summary>The only namespace that can match; null if there is none.</summary>
    public string? Namespace => _fields?.ExactValue("metadata.namespace");

    /// <exception cref="ApiException">400, a selector is malformed or names a field that cannot be selected by.</exception>
    public static EntryFilter? Make(ResourceEndpoint endpoint, string labelSelector, string fieldSelector)
    {
        if (labelSelector.Length == 0 && fieldSelector.Length == 0)
        {
            return null;
        }

        var labels = labelSelector.Length == 0 ? null : LabelSelectorParser.Parse(labelSelector);
        var fields = fieldSelector.Length == 0 ? null : FieldSelector.Parse(fieldSelector);
        foreach (var field in fields?.Fields ?? [])
        {
            if (field is not ("metadata.name" or "metadata.namespace") && !endpoint.Strategy.SelectableFields.Contains(field))
            {
                throw ApiErrors.BadRequest(endpoint.Strategy.SelectableFields.Count > 0
                    ? $"field label not supported: {field}"
                    : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }
        }

        return labels is { MatchesEverything: false } || fields is { MatchesEverything: false } ? new EntryFilter(labels, fields) : null;
    }

    public bool Matches(Entry entry) =>
        (_labels is null || _labels.Matches(entry.Labels)) && (_fields is null || _fields.Matches(field => entry.Field(field) ?? ""));
}
