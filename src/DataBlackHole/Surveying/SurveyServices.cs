using DataBlackHole.Probing.Census;

namespace DataBlackHole.Surveying;

public static class SurveyServices
{
    public static IServiceCollection AddSurvey(this IServiceCollection services)
    {
        services.AddSingleton<CensusReader>();
        services.AddSingleton<CensusAsker>();
        services.AddSingleton<CensusSurvey>();
        services.AddSingleton<ArchiveCensus>();
        return services;
    }
}
