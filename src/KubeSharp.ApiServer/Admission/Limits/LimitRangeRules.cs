using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Limits;

/// <summary>Checks requests and limits against one item of a LimitRange; messages are upstream's.</summary>
internal static class LimitRangeRules
{
    public static void Check(LimitRangeItem item, ApiMap<Quantity> requests, ApiMap<Quantity> limits, List<string> errors)
    {
        foreach (var (name, bound) in item.Min)
        {
            CheckMin(item.Type, name, bound, requests, limits, errors);
        }

        foreach (var (name, bound) in item.Max)
        {
            CheckMax(item.Type, name, bound, requests, limits, errors);
        }

        foreach (var (name, bound) in item.MaxLimitRequestRatio)
        {
            CheckRatio(item.Type, name, bound, requests, limits, errors);
        }
    }

    /// <summary>Claims have no limits: their one request is held to both bounds.</summary>
    public static void CheckClaim(LimitRangeItem item, ApiMap<Quantity> requests, List<string> errors)
    {
        foreach (var (name, bound) in item.Min)
        {
            if (!requests.TryGetValue(name, out var request))
            {
                errors.Add($"minimum {name} usage per {item.Type} is {bound}.  No request is specified");
            }
            else if (request < bound)
            {
                errors.Add($"minimum {name} usage per {item.Type} is {bound}, but request is {request}");
            }
        }

        foreach (var (name, bound) in item.Max)
        {
            if (!requests.TryGetValue(name, out var request))
            {
                errors.Add($"maximum {name} usage per {item.Type} is {bound}.  No request is specified");
            }
            else if (request > bound)
            {
                errors.Add($"maximum {name} usage per {item.Type} is {bound}, but request is {request}");
            }
        }
    }

    private static void CheckMin(
        string type, string name, Quantity bound, ApiMap<Quantity> requests, ApiMap<Quantity> limits, List<string> errors)
    {
        if (!requests.TryGetValue(name, out var request))
        {
            errors.Add($"minimum {name} usage per {type} is {bound}.  No request is specified");
        }
        else if (request < bound)
        {
            errors.Add($"minimum {name} usage per {type} is {bound}, but request is {request}");
        }
        else if (limits.TryGetValue(name, out var limit) && limit < bound)
        {
            errors.Add($"minimum {name} usage per {type} is {bound}, but limit is {limit}");
        }
    }

    private static void CheckMax(
        string type, string name, Quantity bound, ApiMap<Quantity> requests, ApiMap<Quantity> limits, List<string> errors)
    {
        if (!limits.TryGetValue(name, out var limit))
        {
            errors.Add($"maximum {name} usage per {type} is {bound}.  No limit is specified");
        }
        else if (limit > bound)
        {
            errors.Add($"maximum {name} usage per {type} is {bound}, but limit is {limit}");
        }
        else if (requests.TryGetValue(name, out var request) && request > bound)
        {
            errors.Add($"maximum {name} usage per {type} is {bound}, but request is {request}");
        }
    }

    private static void CheckRatio(
        string type, string name, Quantity bound, ApiMap<Quantity> requests, ApiMap<Quantity> limits, List<string> errors)
    {
        if (!requests.TryGetValue(name, out var request) || request.IsZero)
        {
            errors.Add($"{name} max limit to request ratio per {type} is {bound}, but no request is specified or request is 0");
            return;
        }

        if (!limits.TryGetValue(name, out var limit) || limit.IsZero)
        {
            errors.Add($"{name} max limit to request ratio per {type} is {bound}, but no limit is specified or limit is 0");
            return;
        }

        var ratio = limit.ToDouble() / request.ToDouble();
        if (ratio > bound.ToDouble())
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} max limit to request ratio per {type} is {bound}, but provided ratio is {ratio:F6}"));
        }
    }
}
