using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.Cel;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies.Mutations;

/// <summary>A list of <c>JSONPatch</c> objects, applied as RFC 6902 has it. A test operation that fails leaves the object as it is.</summary>
internal sealed class JsonPatchMutation(CelProgram program) : PolicyMutation
{
    public override ApiKind Apply(ApiKind current, ApiType type, PolicyEvaluation evaluation)
    {
        var value = evaluation.Evaluate(program);
        if (value.IsError)
        {
            throw evaluation.Failure(program, value);
        }

        if (value.Kind != CelKind.List)
        {
            throw new PolicyException("type mismatch: JSONPatchType.expression should evaluate to array");
        }

        var patch = new DocArray(value.AsList.ToArray().Select(item => Operation(item)));
        try
        {
            return JsonCodec.Decode(type, Patches.Json(DocNode.Of(current), patch.ToJson()).ToJson());
        }
        catch (PatchException e)
        {
            return e.IsFailedTest ? current : throw new PolicyException("JSON Patch: " + e.Message);
        }
        catch (DecodeException e)
        {
            throw new PolicyException("JSON Patch: " + e.Message);
        }
    }

    private static DocObject Operation(in CelValue item)
    {
        if (item.Kind != CelKind.Object || item.AsObject is not StructValue { Type: var type } fields || !type.Equals(JsonPatchTypes.JsonPatch))
        {
            throw new PolicyException("type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch");
        }

        var operation = new DocObject();
        foreach (var (name, value) in fields.Fields)
        {
            if (value.Kind == CelKind.Object && value.AsObject is StructValue part && ConfigurationNames.Problem(part) is { } problem)
            {
                throw new PolicyException("type mismatch: " + problem);
            }

            try
            {
                operation.Add(name, ValueDocuments.Of(value));
            }
            catch (FormatException e)
            {
                throw new PolicyException("JSONPath valueExpression evaluated to a type that could not marshal to JSON: " + e.Message);
            }
        }

        return operation;
    }
}
