using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>The paths and operations of a resource.</summary>
internal sealed class ResourcePaths(ApiResource resource)
{
    private const string StatusModel = "io.k8s.apimachinery.pkg.apis.meta.v1.Status";
    private const string WatchModel = "io.k8s.apimachinery.pkg.apis.meta.v1.WatchEvent";

    private readonly string _root = (resource.Group.Length == 0 ? "/api/" : "/apis/") + resource.ApiVersion + "/";
    private readonly string _tag = GroupNames.Tag(resource.Group, resource.Version);
    private readonly string _model = resource.Type is { } type ? ModelNames.Of(type.Schema) : "";
    private readonly string? _listModel = resource.Type?.Empty is CustomObject custom ? ModelNames.OfList(custom.Kind)
        : ApiTypes.Find(resource.ApiVersion, resource.Kind + "List") is { } list ? ModelNames.Of(list.Schema)
        : null;
    private readonly ApiTypeName _kind = new(resource.Group, resource.Version, resource.Kind);

    private string Scope => resource.Namespaced ? "namespaces/{namespace}/" : "";

    private string Namespaced => resource.Namespaced ? "Namespaced" : "";

    public IEnumerable<ApiPath> All()
    {
        yield return Path(Scope + resource.Name, Collection());
        yield return Path(Scope + resource.Name + "/{name}", Item());
        if (resource.Namespaced && Allows("list"))
        {
            yield return Path(resource.Name, [List(NameOf("ForAllNamespaces", namespaced: false))]);
        }

        if (Allows("watch"))
        {
            yield return Path("watch/" + Scope + resource.Name, [Watch("watchlist", "List", resource.Namespaced)]);
            yield return Path("watch/" + Scope + resource.Name + "/{name}", [Watch("watch", "", resource.Namespaced)]);
            if (resource.Namespaced)
            {
                yield return Path("watch/" + resource.Name, [Watch("watchlist", "ListForAllNamespaces", namespaced: false)]);
            }
        }

        foreach (var subresource in resource.Subresources)
        {
            foreach (var path in OfSubresource(subresource))
            {
                yield return path;
            }
        }
    }

    private string NameOf(string suffix, bool namespaced) =>
        GroupNames.Prefix(resource.Group, resource.Version) + (namespaced ? "Namespaced" : "") + resource.Kind + suffix;

    private bool Allows(string verb) => resource.Verbs.Contains(verb);

    private ApiPath Path(string rest, IEnumerable<Operation> operations) => new(_root + rest, _tag, [.. operations]);

    private IEnumerable<Operation> Collection()
    {
        if (Allows("list"))
        {
            yield return List(NameOf("", resource.Namespaced));
        }

        if (Allows("create"))
        {
            yield return new Operation("post", "create", "post", _kind)
            {
                NameSuffix = NameOf("", resource.Namespaced),
                Body = _model,
                Answer = _model,
                OtherCodes = [201, 202],
                Query = QueryParameter.OfWrite,
            };
        }

        if (Allows("deletecollection"))
        {
            yield return new Operation("delete", "delete", "deletecollection", _kind)
            {
                NameSuffix = GroupNames.Prefix(resource.Group, resource.Version) + "Collection" + Namespaced + resource.Kind,
                Body = ModelNames.Of(DeleteOptions.Empty.GetStructSchema()),
                BodyIsOptional = true,
                Answer = StatusModel,
                Query = QueryParameter.OfDeleteCollection,
            };
        }
    }

    private Operation List(string name) => new("get", "list", "list", _kind)
    {
        NameSuffix = name,
        Answer = _listModel,
        Query = QueryParameter.OfList,
        IsStream = Allows("watch"),
    };

    private Operation Watch(string action, string suffix, bool namespaced) => new("get", "watch", action, _kind)
    {
        NameSuffix = NameOf(suffix, namespaced),
        Answer = WatchModel,
        Query = QueryParameter.OfList,
        IsStream = true,
        IsDeprecated = true,
    };

    private IEnumerable<Operation> Item()
    {
        foreach (var operation in Common(resource.Verbs, _kind, _model, ""))
        {
            yield return operation;
        }

        if (Allows("delete"))
        {
            yield return new Operation("delete", "delete", "delete", _kind)
            {
                NameSuffix = NameOf("", resource.Namespaced),
                Body = ModelNames.Of(DeleteOptions.Empty.GetStructSchema()),
                BodyIsOptional = true,
                Answer = StatusModel,
                OtherCodes = [202],
                Query = QueryParameter.OfDelete,
            };
        }
    }

    private IEnumerable<Operation> Common(ApiList<string> verbs, ApiTypeName kind, string model, string suffix)
    {
        var name = NameOf(suffix, resource.Namespaced);
        if (verbs.Contains("get"))
        {
            yield return new Operation("get", "read", "get", kind) { NameSuffix = name, Answer = model };
        }

        if (verbs.Contains("update"))
        {
            yield return new Operation("put", "replace", "put", kind)
            {
                NameSuffix = name,
                Body = model,
                Answer = model,
                OtherCodes = [201],
                Query = QueryParameter.OfWrite,
            };
        }

        if (verbs.Contains("patch"))
        {
            yield return new Operation("patch", "patch", "patch", kind)
            {
                NameSuffix = name,
                Body = ModelNames.Patch,
                Answer = model,
                OtherCodes = [201],
                Query = QueryParameter.OfPatch,
                HasMergeKeys = resource.Type?.Empty is not CustomObject,
            };
        }
    }

    private IEnumerable<ApiPath> OfSubresource(ApiSubresource subresource)
    {
        var path = Scope + resource.Name + "/{name}/" + subresource.Name;
        var kind = new ApiTypeName(subresource.Group, subresource.Version, subresource.Kind);
        var suffix = GroupNames.Capital(subresource.Name);
        if (subresource.Kind.EndsWith("Options", StringComparison.Ordinal))
        {
            yield return Path(path, Connections(subresource, kind, suffix));
            if (subresource.Name == "proxy")
            {
                yield return Path(path + "/{path}", Connections(subresource, kind, suffix + "WithPath"));
            }

            yield break;
        }

        if (subresource.Type is not { } type)
        {
            yield break;
        }

        var model = ModelNames.Of(type.Schema);
        var operations = Common(subresource.Verbs, kind, model, suffix).ToList();
        if (subresource.Verbs.Contains("create"))
        {
            operations.Add(new Operation("post", "create", "post", kind)
            {
                NameSuffix = NameOf(suffix, resource.Namespaced),
                Body = model,
                Answer = model,
                OtherCodes = [201, 202],
                Query = QueryParameter.OfWrite,
            });
        }

        yield return Path(path, operations);
    }

    private IEnumerable<Operation> Connections(ApiSubresource subresource, ApiTypeName kind, string suffix)
    {
        // Discovery has no verbs for the last two, but a proxy passes any method on.
        IEnumerable<string> methods = subresource.Name == "proxy" ? [.. subresource.Verbs, "head", "options"] : subresource.Verbs;
        foreach (var verb in methods)
        {
            var method = verb switch { "create" => "post", "update" => "put", _ => verb };
            yield return new Operation(method, "connect", "connect", kind)
            {
                NameSuffix = GroupNames.Prefix(resource.Group, resource.Version) + GroupNames.Capital(method) + Namespaced + resource.Kind + suffix,
                Query = subresource.Type is { } type ? QueryParameter.OfOptions(type.Schema) : [],
            };
        }
    }
}
