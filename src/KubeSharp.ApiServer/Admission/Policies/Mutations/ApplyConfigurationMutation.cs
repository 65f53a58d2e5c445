using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Apply;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies.Mutations;

/// <summary>
/// An <c>Object{...}</c> laid over the object as server-side apply would do it. Atomic values are refused, since they would be replaced whole;
/// nothing is ever removed.
/// </summary>
internal sealed class ApplyConfigurationMutation(CelProgram program) : PolicyMutation
{
    public override ApiKind Apply(ApiKind current, ApiType type, PolicyEvaluation evaluation)
    {
        var value = evaluation.Evaluate(program);
        if (value.IsError)
        {
            throw evaluation.Failure(program, value);
        }

        if (value.Kind != CelKind.Object || value.AsObject is not StructValue fields)
        {
            throw new PolicyException($"unsupported return type from ApplyConfiguration expression: {value.Type.Name}");
        }

        if (ConfigurationNames.Problem(fields) is { } problem)
        {
            throw new PolicyException("type mismatch: " + problem);
        }

        try
        {
            var configuration = (DocObject)ValueDocuments.Of(value);
            configuration.Remove("apiVersion");
            configuration.Remove("kind");
            return JsonCodec.Decode(type, Merge(DocNode.Of(current), configuration, Place.Root(type)).ToJson());
        }
        catch (Exception e) when (e is DecodeException or FormatException)
        {
            throw new PolicyException("error applying patch: " + e.Message);
        }
    }

    private static DocNode Merge(DocObject current, DocObject configuration, Place place)
    {
        if (ConfigurationChecks.Problems(configuration, place) is { Length: > 0 } problems)
        {
            throw new PolicyException("error applying patch: failed to convert patch object to typed object: " + problems);
        }

        var atomics = AtomicParts.Find(configuration, place);
        return atomics.Count > 0
            ? throw new PolicyException(
                $"error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: {string.Join(", ", atomics)}")
            : ConfigurationMerge.Merge(current, configuration, place);
    }
}
