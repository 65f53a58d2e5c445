using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Scaling;
using KubeSharp.ApiServer.Handlers.Subresources;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Verbs;

/// <summary>What stands behind the object's name in a path, and resources that are not stored.</summary>
internal sealed class SubresourceRequests(
    SubresourceInvoker handlers,
    IReadOnlyDictionary<(string Group, string Resource, string Subresource), IConnectHandler> connects,
    ScaleHandler scales,
    WriteRequests writes,
    AdmissionChain admission,
    AuthorizationFilter authorization)
{
    public ValueTask HandleAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var endpoint = call.Endpoint;
        var info = call.Info;
        if (info.Subresource.Length > 0 && !endpoint.HasSubresource(info.Subresource))
        {
            throw ApiErrors.PathNotFound();
        }

        if (connects.TryGetValue((endpoint.Resource.Group, endpoint.Resource.Name, info.Subresource), out var connect))
        {
            return ConnectAsync(call, connect, cancellationToken);
        }

        if (!endpoint.Allows(info.Verb, info.Subresource))
        {
            throw ApiErrors.MethodNotAllowed();
        }

        if (handlers.Has(endpoint, info.Subresource))
        {
            return InvokeAsync(call, cancellationToken);
        }

        if (info.Subresource == "scale")
        {
            return ScaleAsync(call, cancellationToken);
        }

        var strategy = SubresourceStrategies.Find(endpoint, info.Subresource) ?? throw ApiErrors.PathNotFound();
        return info.Verb switch
        {
            "get" => ResourceRequests.GetAsync(call, cancellationToken),
            "update" => writes.UpdateAsync(call, strategy, cancellationToken),
            _ => writes.PatchAsync(call, strategy, cancellationToken),
        };
    }

    private async ValueTask ConnectAsync(HttpCall call, IConnectHandler handler, CancellationToken cancellationToken)
    {
        var info = call.Info;
        if (info is { Verb: "get", Subresource: "exec" or "attach" or "portforward" })
        {
            // A WebSocket can only be opened by GET, but what it does is a create (KEP-4006).
            await authorization.AuthorizeAsync(call.Context.User, info with { Verb = "create" }, "", "", cancellationToken).ConfigureAwait(false);
        }

        if (ConnectOptions.Read(info, call.Query) is { } options)
        {
            var admissionContext = new AdmissionContext
            {
                Request = call.Context,
                Operation = AdmissionOperation.Connect,
                Resource = call.Endpoint.Resource,
                Namespace = call.Namespace,
                Name = info.Name,
                Object = options,
            };
            await admission.AdmitAsync(admissionContext, cancellationToken).ConfigureAwait(false);
            await admission.ValidateAsync(admissionContext, cancellationToken).ConfigureAwait(false);
        }

        await handler.HandleAsync(call.Context, call.Http, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask InvokeAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.Single);
        var type = call.Info.Subresource.Length == 0
            ? call.Endpoint.Type
            : call.Endpoint.FindSubresource(call.Info.Subresource)!.Type ?? throw ApiErrors.PathNotFound();
        var options = OptionsReader.Create(call.Query);
        OptionsRules.Validate(options);
        var body = await ReadAsync(call, type, options.FieldValidation, cancellationToken).ConfigureAwait(false);
        var result = await handlers.InvokeAsync(call.Context, call.Endpoint, body, options, cancellationToken).ConfigureAwait(false);
        ObjectResponse.Write(call.Http, format, result.StatusCode, result.Value, call.Context);
    }

    private async ValueTask ScaleAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.Single);
        var endpoint = call.Endpoint;
        switch (call.Info.Verb)
        {
            case "get":
                var current = await ScaleHandler.GetAsync(endpoint, call.Namespace, call.Info.Name, cancellationToken).ConfigureAwait(false);
                ObjectResponse.Write(call.Http, format, StatusCodes.Status200OK, current, call.Context);
                return;
            case "update":
                var options = OptionsReader.Update(call.Query);
                OptionsRules.Validate(options);
                var body = (Scale)await ReadAsync(call, ApiTypes.Of<Scale>(), options.FieldValidation, cancellationToken).ConfigureAwait(false);
                var updated = await scales.UpdateAsync(call.Context, endpoint, _ => body, options, cancellationToken).ConfigureAwait(false);
                ObjectResponse.Write(call.Http, format, StatusCodes.Status200OK, updated, call.Context);
                return;
            default:
                using (var patchBody = new PatchBody(call))
                {
                    var patch = await patchBody.ReadAsync(cancellationToken).ConfigureAwait(false);
                    var patched = await scales.PatchAsync(call.Context, endpoint, patch, cancellationToken).ConfigureAwait(false);
                    ObjectResponse.Write(call.Http, format, StatusCodes.Status200OK, patched, call.Context);
                    return;
                }
        }
    }

    private static async ValueTask<ApiKind> ReadAsync(
        HttpCall call, ApiType type, string fieldValidation, CancellationToken cancellationToken)
    {
        var wire = ContentNegotiator.RequestFormat(call.Http.Request.ContentType);
        using var body = await RequestBody.ReadAsync(call.Http.Request, cancellationToken).ConfigureAwait(false);
        var value = BodyDecoder.Decode(body.Bytes, wire, type, fieldValidation, call.Context);
        call.Context.Audit?.Requested(value);
        return value;
    }
}
