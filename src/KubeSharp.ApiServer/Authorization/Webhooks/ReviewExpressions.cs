using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Documents;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>The variable <c>request</c> of a webhook's match conditions: the spec of a SubjectAccessReview, with all its texts even where they are "".</summary>
internal static class ReviewExpressions
{
    private static readonly ObjectType ResourceAttributes = new(
        "kubernetes.ResourceAttributes",
        [
            new("namespace", CelType.String), new("verb", CelType.String), new("group", CelType.String), new("version", CelType.String),
            new("resource", CelType.String), new("subresource", CelType.String), new("name", CelType.String),
            new("fieldSelector", Selector("FieldSelector")), new("labelSelector", Selector("LabelSelector")),
        ]);

    private static readonly ObjectType NonResourceAttributes = new(
        "kubernetes.NonResourceAttributes", [new("path", CelType.String), new("verb", CelType.String)]);

    private static readonly ObjectType Request = new(
        "kubernetes.SubjectAccessReviewSpec",
        [
            new("resourceAttributes", ResourceAttributes), new("nonResourceAttributes", NonResourceAttributes), new("user", CelType.String),
            new("groups", CelType.ListOfStrings), new("extra", CelType.Map(CelType.String, CelType.ListOfStrings)), new("uid", CelType.String),
        ]);

    public static CelEnvironment Environment { get; } = CelEnvironment.Kubernetes.With(("request", Request));

    public static CelValue Of(SubjectAccessReviewSpec spec)
    {
        var extra = new DocObject();
        foreach (var (key, values) in spec.Extra)
        {
            extra.Add(key, Texts(values));
        }

        var document = new DocObject { { "user", Text(spec.User) }, { "groups", Texts(spec.Groups) }, { "uid", Text(spec.UID) }, { "extra", extra } };
        if (spec.ResourceAttributes is { } resource)
        {
            document.Add("resourceAttributes", Of(resource));
        }

        if (spec.NonResourceAttributes is { } other)
        {
            document.Add("nonResourceAttributes", new DocObject { { "path", Text(other.Path) }, { "verb", Text(other.Verb) } });
        }

        return DocValues.Of(document);
    }

    private static ObjectType Selector(string name) => new(
        "kubernetes." + name,
        [
            new("rawSelector", CelType.String),
            new("requirements", CelType.List(new ObjectType(
                $"kubernetes.{name}Requirement", [new("key", CelType.String), new("operator", CelType.String), new("values", CelType.ListOfStrings)]))),
        ]);

    private static DocObject Of(ResourceAttributes resource)
    {
        var document = new DocObject
        {
            { "namespace", Text(resource.Namespace) }, { "verb", Text(resource.Verb) }, { "group", Text(resource.Group) },
            { "version", Text(resource.Version) }, { "resource", Text(resource.Resource) }, { "subresource", Text(resource.Subresource) },
            { "name", Text(resource.Name) },
        };
        if (resource.FieldSelector is { Requirements: { Count: > 0 } fields })
        {
            document.Add("fieldSelector", Selector(fields.Select(static one => (one.Key, one.Operator, one.Values))));
        }

        if (resource.LabelSelector is { Requirements: { Count: > 0 } labels })
        {
            document.Add("labelSelector", Selector(labels.Select(static one => (one.Key, one.Operator, one.Values))));
        }

        return document;
    }

    private static DocObject Selector(IEnumerable<(string Key, string Operator, ApiList<string> Values)> requirements) => new()
    {
        {
            "requirements",
            new DocArray(requirements.Select(static one => new DocObject
            {
                { "key", Text(one.Key) }, { "operator", Text(one.Operator) }, { "values", Texts(one.Values) },
            }))
        },
    };

    private static DocScalar Text(string text) => new(text);

    private static DocArray Texts(ApiList<string> texts) => new(texts.Select(Text));
}
