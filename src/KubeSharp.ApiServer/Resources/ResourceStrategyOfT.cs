using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources;

/// <summary>A strategy written against its type; only bridges the casts.</summary>
public abstract class ResourceStrategy<T> : ResourceStrategy
    where T : ApiObject, IApiKind<T>
{
    public sealed override ApiType Type => T.Type;

    public sealed override string SelectableField(ApiObject value, string field) => SelectableField((T)value, field);

    public sealed override ApiObject Default(ApiObject value) => Default((T)value);

    public sealed override ApiObject PrepareForCreate(RequestContext context, ApiObject value) => PrepareForCreate(context, (T)value);

    public sealed override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old) =>
        PrepareForUpdate(context, (T)value, (T)old);

    public sealed override ApiObject PrepareForStatusUpdate(RequestContext context, ApiObject value, ApiObject old) =>
        PrepareForStatusUpdate(context, (T)value, (T)old);

    public sealed override void Validate(RequestContext context, ApiObject value, ErrorList errors) => Validate(context, (T)value, errors);

    public sealed override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        ValidateUpdate(context, (T)value, (T)old, errors);

    public sealed override void ValidateStatusUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        ValidateStatusUpdate(context, (T)value, (T)old, errors);

    public sealed override void Warn(RequestContext context, ApiObject value, ApiObject? old) => Warn(context, (T)value, (T?)old);

    public sealed override long? GracePeriod(ApiObject value, long? requested) => GracePeriod((T)value, requested);

    public sealed override object?[] Cells(ApiObject value, DateTimeOffset now) => Cells((T)value, now);

    protected virtual string SelectableField(T value, string field) => "";

    protected virtual T Default(T value) => value;

    protected virtual T PrepareForCreate(RequestContext context, T value) => value;

    protected virtual T PrepareForUpdate(RequestContext context, T value, T old) => value;

    protected virtual T PrepareForStatusUpdate(RequestContext context, T value, T old) => value;

    protected virtual void Validate(RequestContext context, T value, ErrorList errors)
    {
    }

    protected virtual void ValidateUpdate(RequestContext context, T value, T old, ErrorList errors)
    {
    }

    protected virtual void ValidateStatusUpdate(RequestContext context, T value, T old, ErrorList errors)
    {
    }

    protected virtual void Warn(RequestContext context, T value, T? old)
    {
    }

    protected virtual long? GracePeriod(T value, long? requested) => null;

    protected virtual object?[] Cells(T value, DateTimeOffset now) => DefaultTable.Cells(value, now);
}
