using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// What is particular about one resource; the handlers know only this. A strategy is stateless: it looks at objects and
/// returns objects. Override what differs; the defaults fit a plain namespaced object with spec and status.
/// </summary>
public abstract class ResourceStrategy
{
    /// <summary>The version of the kind that is handled. Other versions, served or stored, are converted to it.</summary>
    public abstract ApiType Type { get; }

    /// <summary>PUT (or apply) of a name that does not exist creates it.</summary>
    public virtual bool AllowCreateOnUpdate => false;

    /// <summary>PUT without metadata.resourceVersion overwrites.</summary>
    public virtual bool AllowUnconditionalUpdate => true;

    /// <summary>Objects go away some time after their last write, as --event-ttl says.</summary>
    public virtual bool Expires => false;

    /// <summary>Field selectors besides metadata.name and metadata.namespace, by label of the field.</summary>
    public virtual IReadOnlyList<string> SelectableFields => [];

    public virtual string SelectableField(ApiObject value, string field) => "";

    /// <summary>Fills in defaults: applied to every body after decoding, and to objects read from the store.</summary>
    public virtual ApiObject Default(ApiObject value) => value;

    /// <summary>Objects are stored as JSON, as upstream stores definitions and APIServices.</summary>
    public virtual bool StoresJson => false;

    /// <summary>Reads an object that is stored as JSON.</summary>
    /// <exception cref="DecodeException">It is none of this kind.</exception>
    public virtual ApiObject DecodeStoredJson(ReadOnlySpan<byte> json) => (ApiObject)JsonCodec.Decode(Type, json);

    /// <summary>Clears what a client may not set at creation (status, mostly) and sets generation.</summary>
    public virtual ApiObject PrepareForCreate(RequestContext context, ApiObject value) => value;

    /// <summary>Takes over what a client may not change (status, mostly) and raises generation when the spec differs.</summary>
    public virtual ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old) => value;

    /// <summary>The counterpart for the status subresource: everything but the status comes from <paramref name="old"/>.</summary>
    public virtual ApiObject PrepareForStatusUpdate(RequestContext context, ApiObject value, ApiObject old) => value;

    public virtual void Validate(RequestContext context, ApiObject value, ErrorList errors)
    {
    }

    public virtual void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
    }

    public virtual void ValidateStatusUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors)
    {
    }

    public virtual void Warn(RequestContext context, ApiObject value, ApiObject? old)
    {
    }

    /// <summary>
    /// Grace period in seconds for a delete that asked for <paramref name="requested"/> (null: nothing asked); null when the
    /// kind is deleted at once.
    /// </summary>
    public virtual long? GracePeriod(ApiObject value, long? requested) => null;

    /// <summary>The object has finalizers of its own besides those of its metadata (a namespace's spec.finalizers) and stays until they are gone.</summary>
    public virtual bool HoldsDeletion(ApiObject value) => false;

    /// <summary>The object at the begin of its deletion, for kinds that show it in their status.</summary>
    public virtual ApiObject BeginDeletion(ApiObject value) => value;

    /// <summary>Finalizer policy of a delete that names none: background, except where upstream orphans; "" where dependents are never considered.</summary>
    public virtual string DefaultPropagationPolicy(ApiObject value) => "Background";

    /// <summary>A delete answers with the deleted object; otherwise with a Status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>
    /// The rules of a subresource with which the object itself is updated, such as ephemeralcontainers or finalize; null if there
    /// is none of this name. Subresources with bodies of their own are <see cref="Handlers.ISubresourceHandler"/>s instead.
    /// </summary>
    public virtual SubresourceStrategy? Subresource(string name) => null;

    public virtual IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    /// <summary>One cell per column, in order: string, long, bool or null.</summary>
    public virtual object?[] Cells(ApiObject value, DateTimeOffset now) => DefaultTable.Cells(value, now);
}
