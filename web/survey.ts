import { openSurveyPage } from './relationships/survey-public-page.ts'

const main = document.getElementById('survey')
if (!main) throw new Error('The page has no #survey.')
void openSurveyPage(main, decodeURIComponent(location.pathname.replace(/^\/s\//, '')))
