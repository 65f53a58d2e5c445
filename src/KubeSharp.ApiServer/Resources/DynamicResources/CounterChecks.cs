using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Counters that partitions of a device share, and what each takes of them (KEP-4815).</summary>
internal static class CounterChecks
{
    private const int SetsLimit = 8;
    private const int ConsumptionsLimit = 2;
    private const int CountersLimit = 32;

    public static void Sets(ErrorList errors, FieldPath path, ApiList<CounterSet> sets)
    {
        DeviceNameChecks.Limit(errors, path, sets.Count, SetsLimit);
        var names = new NameSet();
        for (var i = 0; i < sets.Count; i++)
        {
            DeviceNameChecks.Label(errors, path.Index(i).Child("name"), sets[i].Name);
            Counters(errors, path.Index(i).Child("counters"), sets[i].Counters);
            if (!names.Add(sets[i].Name))
            {
                errors.DuplicateText(path.Index(i).Child("name"), sets[i].Name);
            }
        }
    }

    public static void Consumption(ErrorList errors, FieldPath path, ApiList<DeviceCounterConsumption> consumptions)
    {
        DeviceNameChecks.Limit(errors, path, consumptions.Count, ConsumptionsLimit);
        var names = new NameSet();
        for (var i = 0; i < consumptions.Count; i++)
        {
            DeviceNameChecks.Label(errors, path.Index(i).Child("counterSet"), consumptions[i].CounterSet);
            Counters(errors, path.Index(i).Child("counters"), consumptions[i].Counters);
            if (!names.Add(consumptions[i].CounterSet))
            {
                errors.DuplicateText(path.Index(i).Child("counterSet"), consumptions[i].CounterSet);
            }
        }
    }

    private static void Counters(ErrorList errors, FieldPath path, ApiMap<Counter> counters)
    {
        if (counters.Count == 0)
        {
            errors.Required(path, "");
        }

        DeviceNameChecks.Limit(errors, path, counters.Count, CountersLimit);
        foreach (var name in counters.Keys)
        {
            DeviceNameChecks.Label(errors, path.Key(name), name);
        }
    }
}
