using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>How much of a device's capacity a request may take, where several share it (KEP-5075).</summary>
internal static class CapacityPolicyChecks
{
    private const int ValuesLimit = 10;

    public static void Validate(ErrorList errors, FieldPath path, DeviceCapacity capacity, bool shared)
    {
        if (capacity.RequestPolicy is not { } policy)
        {
            return;
        }

        path = path.Child("requestPolicy");
        if (!shared)
        {
            errors.Forbidden(path, "allowMultipleAllocations must be true");
            return;
        }

        switch (policy)
        {
            case { ValidValues.Count: > 0, ValidRange: not null }:
                errors.Invalid(path, policy.ToString(), "exactly one policy can be specified, cannot specify `validValues` and `validRange` at the same time");
                break;
            case { Default: null } when policy.ValidValues.Count > 0 || policy.ValidRange is not null:
                errors.Required(path.Child("default"), "required when validValues or validRange is defined");
                break;
            case { Default: { } preset, ValidRange: { } range }:
                Range(errors, path, preset, range, capacity.Value);
                break;
            case { Default: { } preset, ValidValues.Count: > 0 }:
                Values(errors, path, preset, policy.ValidValues, capacity.Value);
                break;
        }
    }

    private static void Values(ErrorList errors, FieldPath path, Quantity preset, ApiList<Quantity> values, Quantity capacity)
    {
        var list = path.Child("validValues");
        DeviceNameChecks.Limit(errors, list, values.Count, ValuesLimit);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] > capacity)
            {
                errors.Invalid(list.Index(i), ErrorList.Quote(values[i].ToString()), $"option is larger than capacity value: {capacity}");
            }

            if (i > 0 && values[i] <= values[i - 1])
            {
                errors.Invalid(list.Index(i), ErrorList.Quote(values[i].ToString()), "values must be sorted in ascending order");
            }
        }

        if (!values.Contains(preset))
        {
            errors.Invalid(path.Child("default"), ErrorList.Quote(preset.ToString()), "default value is not valid according to the requestPolicy");
        }
    }

    private static void Range(ErrorList errors, FieldPath path, Quantity preset, CapacityRequestPolicyRange range, Quantity capacity)
    {
        var at = path.Child("validRange");
        if (range.Min is not { } min)
        {
            errors.Required(at.Child("min"), "required when validRange is defined");
            return;
        }

        if (min > capacity)
        {
            errors.Invalid(at.Child("min"), ErrorList.Quote(min.ToString()), $"min is larger than capacity value: {capacity}");
        }

        if (range.Max is { } max)
        {
            if (min > max)
            {
                errors.Invalid(at.Child("min"), ErrorList.Quote(min.ToString()), $"min is larger than max: {max}");
            }

            if (max > capacity)
            {
                errors.Invalid(at.Child("max"), ErrorList.Quote(max.ToString()), $"max is larger than capacity value: {capacity}");
            }
        }

        if (range.Step is { Sign: <= 0 } step)
        {
            errors.Invalid(at.Child("step"), ErrorList.Quote(step.ToString()), "step must be greater than zero");
        }

        if (preset < min || preset > (range.Max ?? capacity))
        {
            errors.Invalid(path.Child("default"), ErrorList.Quote(preset.ToString()), "default value is not valid according to the requestPolicy");
        }
    }
}
