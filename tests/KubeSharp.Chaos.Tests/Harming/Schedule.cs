namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>The rounds of a seed, the same at every run of it.</summary>
internal sealed class Schedule(int seed)
{
    private const int Count = 3;

    private readonly Random _random = new(seed);

    public Round Next()
    {
        var faults = _random.Next(10) switch
        {
            // Without a quorum nothing is written, until it is regained.
            0 => Loss(_random.Next(Count)),
            < 4 => [Fault(), Fault()],
            _ => (Fault[])[Fault()],
        };

        // Two faults in the same place are one: the second one would undo what the first one does.
        Fault[] distinct = [.. faults.DistinctBy(fault => (fault.Place, fault.Index))];
        return new Round(distinct, Between(200, IsLoss(distinct) ? 3_000 : 5_000), Between(300, 2_500));
    }

    private Fault[] Loss(int survivor) => [Fault(Place.Member, (survivor + 1) % Count), Fault(Place.Member, (survivor + 2) % Count)];

    private static bool IsLoss(Fault[] faults) => faults.Count(fault => fault.Place == Place.Member) > 1;

    private Fault Fault() => Fault((Place)_random.Next(Count), _random.Next(Count));

    private Fault Fault(Place place, int index) => new(
        place == Place.Store ? (FaultKind)_random.Next((int)FaultKind.Cut, (int)FaultKind.Reset + 1) : (FaultKind)_random.Next((int)FaultKind.Reset + 1), place, index);

    private TimeSpan Between(int least, int most) => TimeSpan.FromMilliseconds(_random.Next(least, most));
}
