using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Authentication.Reviews;

/// <summary><c>serviceaccounts/token</c>: issues a token, possibly bound to a pod, node or Secret (KEP-1205).</summary>
internal sealed class TokenRequestHandler(ServiceAccountTokenIssuer issuer, IObjectLookup objects) : ISubresourceHandler
{
    private const long DefaultSeconds = 3600;
    private const long MinSeconds = 600;
    private const long MaxSeconds = 1L << 32;

    public async ValueTask<SubresourceResult> HandleAsync(RequestContext context, ApiKind body, CancellationToken cancellationToken)
    {
        var request = (TokenRequest)body;
        var (ns, name) = (context.Info.Namespace, context.Info.Name);
        CheckNames(request.Metadata, ns, name);
        var seconds = Seconds(request);
        var account = await objects.GetLatestAsync<ServiceAccount>(ns, name, cancellationToken)
            ?? throw ApiErrors.NotFound("", "serviceaccounts", name);
        var subject = new TokenSubject(ns, new BoundReference(name, account.Metadata.UID));
        if (request.Spec.BoundObjectRef is { } reference)
        {
            subject = await BindAsync(subject, reference, cancellationToken);
        }

        IReadOnlyList<string> audiences = request.Spec.Audiences.Count > 0 ? request.Spec.Audiences : issuer.Options.EffectiveAudiences;
        var token = issuer.Issue(subject, audiences, seconds);
        var answer = request with
        {
            Metadata = new ObjectMeta { Name = name, Namespace = ns, CreationTimestamp = context.ReceivedAt },
            Spec = request.Spec with { Audiences = [.. audiences], ExpirationSeconds = seconds },
            Status = new TokenRequestStatus { Token = context.DryRun ? "" : token.Token, ExpirationTimestamp = token.ExpiresAt },
        };
        return new SubresourceResult(answer, 201);
    }

    private static void CheckNames(ObjectMeta metadata, string ns, string name)
    {
        if (metadata.Name.Length > 0 && metadata.Name != name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({metadata.Name}) does not match the name on the URL ({name})");
        }

        if (metadata.Namespace.Length > 0 && metadata.Namespace != ns)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static async ValueTask<T> LatestAsync<T>(
        IObjectLookup objects, string ns, BoundObjectReference reference, string resource, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        var value = await objects.GetLatestAsync<T>(ns, reference.Name, cancellationToken) ?? throw ApiErrors.NotFound("", resource, reference.Name);
        return reference.UID.Length == 0 || reference.UID == value.Metadata.UID
            ? value
            : throw ApiErrors.Conflict(
                "", resource, reference.Name,
                $"the UID in the bound object reference ({reference.UID}) does not match the UID in record. The object might have been deleted and then recreated");
    }

    private long Seconds(TokenRequest request)
    {
        var seconds = request.Spec.ExpirationSeconds ?? DefaultSeconds;
        var problem = seconds switch
        {
            < MinSeconds => "may not specify a duration less than 10 minutes",
            > MaxSeconds => "may not specify a duration larger than 2^32 seconds",
            _ => "",
        };
        if (problem.Length > 0)
        {
            var cause = new StatusCause
            {
                Type = CauseType.FieldValueInvalid,
                Field = "spec.expirationSeconds",
                Message = $"Invalid value: {seconds}: {problem}",
            };
            throw ApiErrors.Invalid("authentication.k8s.io", "TokenRequest", "", [cause]);
        }

        return issuer.Options.MaxExpiration is { } max ? Math.Min(seconds, (long)max.TotalSeconds) : seconds;
    }

    private async ValueTask<TokenSubject> BindAsync(TokenSubject subject, BoundObjectReference reference, CancellationToken cancellationToken)
    {
        switch (reference.APIVersion, reference.Kind)
        {
            case ("v1", "Pod"):
                var pod = await LatestAsync<Pod>(objects, subject.Namespace, reference, "pods", cancellationToken);
                if (pod.Spec.ServiceAccountName != subject.ServiceAccount.Name)
                {
                    throw ApiErrors.BadRequest(
                        $"cannot bind token for serviceaccount \"{subject.ServiceAccount.Name}\" to pod running with different serviceaccount name.");
                }

                var bound = subject with { Pod = new BoundReference(pod.Metadata.Name, pod.Metadata.UID) };
                return pod.Spec.NodeName.Length == 0
                    ? bound
                    : bound with
                    {
                        Node = new BoundReference(pod.Spec.NodeName, objects.Get<Node>("", pod.Spec.NodeName)?.Metadata.UID ?? ""),
                    };
            case ("v1", "Node"):
                var node = await LatestAsync<Node>(objects, "", reference, "nodes", cancellationToken);
                return subject with { Node = new BoundReference(node.Metadata.Name, node.Metadata.UID) };
            case ("v1", "Secret"):
                var secret = await LatestAsync<Secret>(objects, subject.Namespace, reference, "secrets", cancellationToken);
                return subject with { Secret = new BoundReference(secret.Metadata.Name, secret.Metadata.UID) };
            default:
                throw ApiErrors.BadRequest($"cannot bind token for object of type {(reference.APIVersion.Contains('/') ? "" : "/")}{reference.APIVersion}, Kind={reference.Kind}");
        }
    }
}
