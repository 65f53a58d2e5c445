using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>The selectors of a list, watch or deletecollection. Null where everything matches.</summary>
internal sealed class EntryFilter
{
    private readonly LabelMatcher? _labels;
    private readonly FieldSelector? _fields;

    private EntryFilter(LabelMatcher? labels, FieldSelector? fields) => (_labels, _fields) = (labels, fields);

    /// <summary>The label selector; null if all labels match.</summary>
    public LabelMatcher? Labels => _labels;

    /// <summary>The only name that can match, by an exact match of metadata.name; null if there is none.</summary>
    public string? Name => _fields?.RequiredValue("metadata.name");

    /// <summary>The only namespace that can match; null if there is none.</summary>
    public string? Namespace => _fields?.RequiredValue("metadata.namespace");

    /// <exception cref="ApiException">400, a selector is malformed or names a field that cannot be selected by.</exception>
    public static EntryFilter? Make(ResourceEndpoint endpoint, string labelSelector, string fieldSelector)
    {
        if (labelSelector.Length == 0 && fieldSelector.Length == 0)
        {
            return null;
        }

        LabelMatcher labels;
        FieldSelector fields;
        try
        {
            labels = LabelSelectorParser.Parse(labelSelector);
            fields = FieldSelector.Parse(fieldSelector);
        }
        catch (FormatException e)
        {
            throw ApiErrors.BadRequest(e.Message);
        }

        foreach (var requirement in fields.Requirements)
        {
            CheckField(endpoint, requirement.Field);
        }

        return labels.IsEmpty && fields.IsEmpty ? null : new EntryFilter(labels.IsEmpty ? null : labels, fields.IsEmpty ? null : fields);
    }

    public bool Matches(Entry entry) => (_labels is null || _labels.Matches(entry.Labels)) && (_fields is null || _fields.Matches(entry.Field));

    private static void CheckField(ResourceEndpoint endpoint, string field)
    {
        var selectable = endpoint.Strategy.SelectableFields;
        if (field is not ("metadata.name" or "metadata.namespace") && !selectable.Contains(field))
        {
            throw ApiErrors.BadRequest(selectable.Count > 0
                ? $"field label not supported: {field}"
                : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        }
    }
}
